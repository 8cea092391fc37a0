namespace ChatOps.Tests.FrontDoor;

/// <summary>Writes the shop's pipeline into the settings, stage by stage.</summary>
internal sealed class Pipeline(BotSettings settings)
{
    private int _stages;

    private string Last => $"Projects:shop:Pipeline:{_stages - 1}";

    /// <summary>A shell's text as one argument of a program: the bot itself uses no shell.</summary>
    public Pipeline Script(string name, string text, params string[] needs) => Stage("Script", name, needs).Runs(text);

    public Pipeline Deploy(string to, params string[] needs) => Stage("Deploy", to, needs).With("To", to);

    /// <summary>A stage that makes the release, and its deployment to dev.</summary>
    public Pipeline ToDev() => Script("build", "{ cat app.txt; echo run {run}; } > shop.bin").With("Outputs:0", "shop.bin").Deploy("dev", "build");

    public Pipeline Stage(string kind, string name, params string[] needs)
    {
        _stages++;
        With("Name", name).With("Kind", kind);
        for (var i = 0; i < needs.Length; i++) With($"Needs:{i}", needs[i]);
        return this;
    }

    public Pipeline Runs(string text) => With("Command:0", "/bin/sh").With("Command:1", "-c").With("Command:2", text);

    /// <summary>A setting of the last stage.</summary>
    public Pipeline With(string key, string value)
    {
        settings.Set($"{Last}:{key}", value);
        return this;
    }
}
