using ChatOps.Domain.Approvals;
using ChatOps.Domain.Releases;

namespace ChatOps.Domain.Audit;

/// <summary>Something that happened and belongs into the audit trail; it gets its number and hash when it is stored.</summary>
public sealed record AuditEvent(string What, Person? Who, string Why, Digest? Digest = null);
