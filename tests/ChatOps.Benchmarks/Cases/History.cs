using ChatOps.Benchmarks.Servers;
using ChatOps.Domain.Approvals;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Projects;
using ChatOps.Domain.Releases;
using ChatOps.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Benchmarks.Cases;

/// <summary>Fills a database with finished runs: one is made by the domain, the others are copies of it with numbers of their own.</summary>
internal static class History
{
    // A CI run that no command of the benchmark names.
    private const long First = 500_000_000;

    public static async Task Grow(string folder, int from, int to)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "data", "chatops.db")};Pooling=False");
        await connection.OpenAsync();
        if (to == 0 || Bot.Number(connection, "SELECT count(*) FROM Deployments") == 0) await MakeOne(connection);
        if (to <= from) return;
        Execute(connection, "PRAGMA synchronous=OFF");
        Copy(connection, "Releases", "Id", to - from, ("CiRun", $"{First} + {from} + n"));
        Copy(connection, "PipelineRuns", "Id", to - from, ("CiRun", $"{First} + {from} + n"));
        Copy(connection, "Deployments", "Id", to - from, ("CiRun", $"{First} + {from} + n"), ("Token", $"{from} + n + 1"), ("Digest", "lower(hex(randomblob(32)))"));
        Copy(connection, "Inbox", "", to - from, ("Key", "'command:' || lower(hex(randomblob(32)))"));
        Copy(connection, "AuditEntries", "", 3 * (to - from), ("Number", "(SELECT max(Number) FROM AuditEntries) + n"));
        Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static async Task MakeOne(SqliteConnection connection)
    {
        var options = new DbContextOptionsBuilder<SqliteChatOpsDb>().UseSqlite(connection).Options;
        await using var db = new SqliteChatOpsDb(options);
        var now = TimeProvider.System.GetUtcNow();
        var digest = Digest.Parse(new string('a', 64));
        var dana = new Person(SlackStandIn.Person, SlackStandIn.Workspace, "Dana");
        var policy = new EnvironmentPolicy("staging", [], new("approvers", 1, NotAuthors: false, TimeSpan.FromHours(24)));
        var project = new Project("shop", ["releases"], ["build", "test", "security scan"], "shop.zip", 1L << 32, [new("approvers", ["U0OTHER"])], [policy]);
        var ci = new CiRun(
            First, 1, "main", new string('c', 40), "1.4.2", "dana", now, CiConclusion.Success,
            [.. project.CiStages.Select(s => new CiJob(s, CiConclusion.Success, now, now, "214 passed"))], [new("shop.zip", 1 << 20, digest, null)]);
        var release = new Release("shop", ci, [new("shop.zip", 1 << 20, digest)], now);
        db.Releases.Add(release);
        await db.SaveChangesAsync();

        var standing = new Standing(dana, MemberKind.Member, new HashSet<string>());
        var run = new PipelineRun("shop", RunDefinition.Of(project, policy), RunKind.Deploy, ci.Id, dana, "for the benchmark", now);
        run.RequesterIs(standing, now);
        run.CiRunIs(ci, now);
        run.ReleaseIs(release, now);
        run.ChangesAre(new ListChanges(From: null, To: ci.Commit), [.. Enumerable.Range(0, 5).Select(i => new Change(new string('d', 40), "Robin", $"Change number {i} of the shop"))]);
        run.Observe(new EnvironmentFacts(null, null, new HashSet<string>()), now);
        run.Cancel(standing, now);
        db.Runs.Add(run);

        var environment = new EnvironmentRecord("shop", "staging");
        var deployment = new Deployment(1, "shop", "staging", release, release.Artifacts[0], environment.TakeTurn(1), dana, before: null, now);
        deployment.End(DeploymentOutcome.Succeeded, now);
        db.Deployments.Add(deployment);
        await db.SaveChangesAsync();
        environment.EndTurn(1, deployment.AsRunning);
        db.Environments.Add(environment);
        await db.SaveChangesAsync();
        Execute(connection, "INSERT INTO Inbox (Key, Signature, ReceivedAt, Reply, DoneAt, Failures) VALUES ('command:first', 'v0=0', 1, 'said', 1, 0)");
        Execute(connection, $"INSERT INTO AuditEntries (Number, At, What, Run, Why, Previous, Hash) SELECT 1, {now.UtcTicks}, 'run.requested', 1, 'because', '{new string('0', 64)}', '{new string('0', 64)}' WHERE NOT EXISTS (SELECT 1 FROM AuditEntries)");
    }

    private static void Copy(SqliteConnection connection, string table, string key, int times, params (string Column, string Value)[] own)
    {
        var columns = new List<string>();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = $"SELECT name FROM pragma_table_info('{table}')";
            using var reader = command.ExecuteReader();
            while (reader.Read()) columns.Add(reader.GetString(0));
        }

        columns.Remove(key);
        var values = columns.Select(c => own.FirstOrDefault(o => o.Column == c).Value ?? $"\"{c}\"");
        Execute(connection, $"""
            INSERT INTO "{table}" ({string.Join(", ", columns.Select(c => $"\"{c}\""))})
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {times})
            SELECT {string.Join(", ", values)} FROM (SELECT * FROM "{table}" ORDER BY rowid LIMIT 1), numbers
            """);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
