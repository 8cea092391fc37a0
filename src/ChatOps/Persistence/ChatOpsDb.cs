using ChatOps.Domain.Approvals;
using ChatOps.Domain.Deployments;
using ChatOps.Domain.Environments;
using ChatOps.Domain.Pipelines;
using ChatOps.Domain.Releases;
using ChatOps.Domain.Schedules;
using ChatOps.Artifacts;
using ChatOps.Audit;
using ChatOps.CiSources;
using ChatOps.Commands;
using ChatOps.Deployments;
using ChatOps.Notifications;
using ChatOps.Pipelines.Stages;
using Microsoft.EntityFrameworkCore;

namespace ChatOps.Persistence;

/// <summary>All that the bot remembers: one model for both databases. Writing goes through the commit queue.</summary>
public abstract class ChatOpsDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<PipelineRun> Runs => Set<PipelineRun>();

    public DbSet<Release> Releases => Set<Release>();

    public DbSet<EnvironmentRecord> Environments => Set<EnvironmentRecord>();

    public DbSet<Freeze> Freezes => Set<Freeze>();

    public DbSet<Deployment> Deployments => Set<Deployment>();

    public DbSet<Delegation> Delegations => Set<Delegation>();

    public DbSet<Link> Links => Set<Link>();

    public DbSet<Debt> Debts => Set<Debt>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<InboxItem> Inbox => Set<InboxItem>();

    public DbSet<CiDelivery> CiDeliveries => Set<CiDelivery>();

    public DbSet<CiWatch> CiWatches => Set<CiWatch>();

    public DbSet<OutgoingNote> Outbox => Set<OutgoingNote>();

    public DbSet<CardRecord> Cards => Set<CardRecord>();

    public DbSet<StageCallback> StageCallbacks => Set<StageCallback>();

    public DbSet<PendingPromotion> Promotions => Set<PendingPromotion>();

    public DbSet<Schedule> Schedules => Set<Schedule>();

    public DbSet<ScheduleOccurrence> ScheduleOccurrences => Set<ScheduleOccurrence>();

    public DbSet<Subscription> Subscriptions => Set<Subscription>();

    public DbSet<Reminder> Reminders => Set<Reminder>();

    public DbSet<Cleaning> Cleanings => Set<Cleaning>();

    public DbSet<AskedWork> AskedWork => Set<AskedWork>();

    public DbSet<ShownDeployment> ShownDeployments => Set<ShownDeployment>();

    private Func<ChatOpsDb, bool>? _tryKeep;

    /// <param name="tryKeep">Asked at the end of its use: true if it was kept for another.</param>
    internal void ReturnTo(Func<ChatOpsDb, bool> tryKeep) => _tryKeep = tryKeep;

    public override async ValueTask DisposeAsync()
    {
        if (_tryKeep?.Invoke(this) is true) return;
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Digest>().HaveConversion<Mapping.DigestConverter>().HaveMaxLength(64);
        configurationBuilder.Properties<RunStatus>().HaveConversion<string>().HaveMaxLength(24);
        configurationBuilder.Properties<RunKind>().HaveConversion<string>().HaveMaxLength(24);
        configurationBuilder.Properties<DeploymentOutcome>().HaveConversion<string>().HaveMaxLength(24);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PipelineRun>(run =>
        {
            run.ToTable("PipelineRuns");
            run.Property(r => r.Version).IsConcurrencyToken();
            run.Property(r => r.RequestedBy).AsJson();
            run.Property(r => r.CancelledBy).AsJson();
            run.Property(r => r.Definition).AsJson();
            run.Property(r => r.Stages).AsJson();
            run.Property(r => r.Gates).AsJson();
            run.Property(r => r.Ci).AsJson();
            run.Property(r => r.Changes).AsJson();
            run.Property(r => r.Decision).AsJson();
            run.Property(r => r.Attempt).AsJson();
            run.Ignore(r => r.Risks);
            run.Ignore(r => r.AskingStage).Ignore(r => r.AwaitedCiRun).Ignore(r => r.AwaitedAttempt).Ignore(r => r.AskingWhatNow).Ignore(r => r.AskedNow).Ignore(r => r.GroupsAskedNow).Ignore(r => r.WaitsForPeopleSince).Ignore(r => r.StillNeeds);
            run.Property(r => r.Revision).AsJson();
            run.Property<string?>("_failedBehind").HasColumnName("FailedBehind");
            run.Property(r => r.WayBack).AsJson();
            run.Property(r => r.Outside).AsJson();
            run.Property(r => r.Start).AsJson();
            run.Property<int>("_failures").HasColumnName("Failures");
            run.Property<DateTimeOffset?>("_silentSince").HasColumnName("SilentSince");
            run.Property<bool>("_isCiHeardOf").HasColumnName("IsCiHeardOf");
            run.Property<string?>(Lease.Owner);
            run.Property<DateTimeOffset?>(Lease.Until);
            run.Property<long>(Lease.Token);
            run.HasOne(r => r.Release).WithMany().HasForeignKey(r => r.ReleaseId);
            run.HasMany(r => r.Votes).WithOne().HasForeignKey("RunId").IsRequired();
            run.Navigation(r => r.Votes).HasField("_votes").UsePropertyAccessMode(PropertyAccessMode.Field);
            run.HasIndex(r => new { r.Project, r.Environment, r.Id });
            run.HasIndex(r => new { r.Project, r.Environment }).HasFilter("\"FinishedAt\" IS NULL").HasDatabaseName("IX_PipelineRuns_Unfinished");
        });
        modelBuilder.Entity<Vote>(vote =>
        {
            vote.ToTable("Votes");
            vote.Property(v => v.By).AsJson();
            vote.Property(v => v.Groups).AsJson();
            vote.Property(v => v.InPlaceOf).AsJson();
        });
        modelBuilder.Entity<Release>(release =>
        {
            release.Property(r => r.Artifacts).AsJson();
            release.Property(r => r.Evidence).AsJson();
            release.Property(r => r.Reports).AsJson();
            release.Ignore(r => r.Deployables);
            release.HasIndex(r => new { r.Project, r.CiRun, r.Attempt }).IsUnique();
            release.HasIndex(r => r.TakenInAt).HasFilter("\"CleanedAt\" IS NULL").HasDatabaseName("IX_Releases_Open");
        });
        modelBuilder.Entity<EnvironmentRecord>(environment =>
        {
            environment.HasKey(e => new { e.Project, e.Name });
            environment.Property(e => e.Current).AsJson();
            environment.Property(e => e.Lock).AsJson();
            environment.Property(e => e.Hold).AsJson();
            environment.HasIndex(e => e.LockDueAt).HasFilter("\"LockDueAt\" IS NOT NULL").HasDatabaseName("IX_Environments_LockDue");
            environment.Property(e => e.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<Freeze>(freeze =>
        {
            freeze.Property(f => f.By).AsJson();
            freeze.HasIndex(f => f.EndedAt);
            freeze.HasIndex(f => f.Until).HasFilter("\"EndedAt\" IS NULL").HasDatabaseName("IX_Freezes_Open");
        });
        modelBuilder.Entity<Deployment>(deployment =>
        {
            deployment.Property(d => d.By).AsJson();
            deployment.HasIndex(d => new { d.Project, d.Environment, d.Id });
            deployment.HasIndex(d => new { d.Project, d.Environment, d.Token }).IsUnique();
            deployment.HasIndex(d => new { d.Project, d.Environment, d.CiRun });
            deployment.HasIndex(d => new { d.Project, d.Digest, d.Outcome, d.Environment });
        });
        modelBuilder.Entity<PendingPromotion>(promotion =>
        {
            promotion.ToTable("PendingPromotions");
            promotion.Property(p => p.Requester).AsJson();
            promotion.HasIndex(p => new { p.Deployment, p.To }).IsUnique();
            promotion.HasIndex(p => p.DueAt, "IX_PendingPromotions_Open").HasFilter("\"EndedAt\" IS NULL");
        });
        modelBuilder.Entity<Delegation>(delegation =>
        {
            delegation.ToTable("Delegations");
            delegation.Property(d => d.From).AsJson();
            delegation.HasIndex(d => new { d.ToId, d.Until });
            delegation.HasIndex(d => new { d.FromId, d.Until });
        });
        modelBuilder.Entity<Link>(link =>
        {
            link.ToTable("Links");
            link.Property(l => l.Who).AsJson();
            link.Ignore(l => l.Account);
            link.HasIndex(l => new { l.Host, l.Number }).IsUnique();
            link.HasIndex(l => new { l.Workspace, l.User, l.Host }).IsUnique();
        });
        modelBuilder.Entity<Debt>(debt =>
        {
            debt.ToTable("Debts");
            debt.HasKey(d => d.Run);
            debt.Property(d => d.Run).ValueGeneratedNever();
            debt.Property(d => d.By).AsJson();
            debt.Property(d => d.SignedBy).AsJson();
            debt.HasIndex(d => new { d.Project, d.Environment }).HasFilter("\"SignedAt\" IS NULL").HasDatabaseName("IX_Debts_Open");
        });
        modelBuilder.Entity<Schedule>(schedule =>
        {
            schedule.Property(s => s.Kind).HasConversion<string>().HasMaxLength(24);
            schedule.Property(s => s.By).AsJson();
            schedule.Property(s => s.Version).IsConcurrencyToken();
            schedule.Ignore(s => s.Zone);
            schedule.HasIndex(s => s.NextDue).HasFilter("\"NextDue\" IS NOT NULL").HasDatabaseName("IX_Schedules_Due");
            schedule.HasIndex(s => s.Project);
        });
        modelBuilder.Entity<ScheduleOccurrence>(occurrence =>
        {
            occurrence.ToTable("ScheduleOccurrences");
            occurrence.HasKey(o => new { o.Schedule, o.At });
            occurrence.HasOne<Schedule>().WithMany().HasForeignKey(o => o.Schedule);
        });
        Subscription.Map(modelBuilder);
        Reminder.Map(modelBuilder);
        Cleaning.Map(modelBuilder);
        AuditRow.Map(modelBuilder);
        InboxItem.Map(modelBuilder);
        CiDelivery.Map(modelBuilder);
        CiWatch.Map(modelBuilder);
        OutgoingNote.Map(modelBuilder);
        CardRecord.Map(modelBuilder);
        StageCallback.Map(modelBuilder);
        CiSources.AskedWork.Map(modelBuilder);
        ShownDeployment.Map(modelBuilder);
    }
}
