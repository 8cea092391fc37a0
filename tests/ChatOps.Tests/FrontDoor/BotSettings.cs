namespace ChatOps.Tests.FrontDoor;

/// <summary>The settings of a bot under test: the shop with three environments, in a folder and a database of its own.</summary>
internal sealed class BotSettings
{
    private readonly Dictionary<string, string> _settings = [];

    public BotSettings(Storage storage, string slackAddress)
    {
        Storage = storage;
        Folder = Directory.CreateTempSubdirectory("chatops-front-").FullName;
        Set("DataFolder", Folder);
        Set("Logging:LogLevel:Microsoft", "Warning");
        Set("Slack:BotToken", SlackWorkspace.Token).Set("Slack:SigningSecret", SlackWorkspace.Secret).Set("Slack:ApiUrl", slackAddress);
        Set("Projects:shop:Channels:0", "releases").Set("Projects:shop:Ci:Root", Path.Combine(AppContext.BaseDirectory, "demo", "ci"));
        Set("Projects:shop:CiStages:0", "build").Set("Projects:shop:CiStages:1", "test").Set("Projects:shop:CiStages:2", "security scan");
        Set("Projects:shop:Artifact", "shop.zip").Set("Projects:shop:Groups:approvers:0", $"@{People.Handle}");
        Environment("dev", approvals: 0, port: 1).Environment("staging", approvals: 1, port: 2).Environment("production", approvals: 2, port: 3);
        Set("Projects:shop:Environments:production:After:0", "staging");
        if (storage == Storage.Sqlite) return;
        ConnectionString = PostgreSqlServer.NewDatabase();
        Set("Database:Provider", "PostgreSql").Set("Database:ConnectionString", ConnectionString);
    }

    public Storage Storage { get; }

    /// <summary>The bot's data folder.</summary>
    public string Folder { get; }

    /// <summary>Null for SQLite, whose file is in the data folder.</summary>
    public string? ConnectionString { get; }

    public string SqliteFile => Path.Combine(Folder, "chatops.db");

    public string this[string key] => _settings[key];

    public BotSettings Set(string key, string value)
    {
        _settings[key] = value;
        return this;
    }

    /// <summary>Takes out a setting and all below it.</summary>
    public BotSettings Without(string key)
    {
        foreach (var known in _settings.Keys.Where(k => k == key || k.StartsWith($"{key}:", StringComparison.Ordinal)).ToList()) _settings.Remove(known);
        return this;
    }

    public BotSettings Environment(string name, int approvals, int port)
    {
        var key = $"Projects:shop:Environments:{name}";
        return Set($"{key}:Approval:Count", $"{approvals}").Set($"{key}:Approval:Group", "approvers")
            .Set($"{key}:Target:Port", $"{port}").Set($"{key}:Target:Command:0", "dotnet").Set($"{key}:Target:Command:1", "Shop.dll");
    }

    /// <summary>A stage of the shop's pipeline.</summary>
    public BotSettings Stage(int number, string name, string kind, params string[] needs)
    {
        var key = $"Projects:shop:Pipeline:{number}";
        for (var i = 0; i < needs.Length; i++) Set($"{key}:Needs:{i}", needs[i]);
        return Set($"{key}:Name", name).Set($"{key}:Kind", kind);
    }

    /// <summary>A setting of one of the shop's environments.</summary>
    public BotSettings Of(string environment, string key, string value) => Set($"Projects:shop:Environments:{environment}:{key}", value);

    /// <param name="url">Where it listens; port 0: wherever it likes.</param>
    public string[] Arguments(string url = "http://127.0.0.1:0") =>
        ["--environment", "Production", "--urls", url, .. _settings.SelectMany(s => new[] { $"--{s.Key}", s.Value })];

    public async Task Remove()
    {
        if (ConnectionString is { } database) await PostgreSqlServer.Drop(database);
        Directory.Delete(Folder, recursive: true);
    }
}
