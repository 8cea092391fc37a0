using Microsoft.EntityFrameworkCore;

namespace ChatOps.Persistence;

public sealed class SqliteChatOpsDb(DbContextOptions<SqliteChatOpsDb> options) : ChatOpsDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Mapping.TicksConverter>();
    }
}
