using ChatOps.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ChatOps.DesignTime;

internal static class Program
{
    private static int Main()
    {
        Console.Error.WriteLine("This program is only for `dotnet ef`; README.md tells how a migration is added.");
        return 2;
    }
}

internal sealed class SqliteContexts : IDesignTimeDbContextFactory<SqliteChatOpsDb>
{
    public SqliteChatOpsDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteChatOpsDb>().UseSqlite("Data Source=:memory:").Options);
}

internal sealed class PostgreSqlContexts : IDesignTimeDbContextFactory<PostgreSqlChatOpsDb>
{
    public PostgreSqlChatOpsDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlChatOpsDb>().UseNpgsql("Host=localhost").Options);
}
