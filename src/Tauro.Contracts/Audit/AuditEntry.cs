using System.Text.Json;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Trail;

namespace Tauro.Contracts.Audit;

/// <summary>Something that somebody did, or tried to do. It has no secret, no password and no request body.</summary>
/// <param name="Source">Where it is kept.</param>
/// <param name="Sequence">Its number there.</param>
/// <param name="Time">Unix milliseconds; the last time, if it stands for several.</param>
/// <param name="Action">What it is about.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Actor">Who did it; without an account if the credentials are not valid.</param>
/// <param name="Resource">
/// The resource, such as <c>models/churn/versions/3</c> or <c>api-keys/{id}</c>; of a refused request, its path without
/// <c>/api/v1/</c>.
/// </param>
/// <param name="Detail">The kind of the changed resource; why it failed or was refused otherwise.</param>
/// <param name="Count">How often it happened, if entries of the same kind are counted together.</param>
/// <param name="FirstTime">The first time, if it stands for several; Unix milliseconds.</param>
/// <param name="Before">The members that a change changed, as they were.</param>
/// <param name="After">The members that a change changed, as they are.</param>
/// <param name="Workspace">The workspace of the change or the request; absent for none.</param>
public sealed record AuditEntry(
    AuditSource Source,
    long Sequence,
    long Time,
    AuditAction Action,
    AuditOutcome Outcome,
    TrailActor Actor,
    string? Resource = null,
    string? Detail = null,
    long Count = 1,
    long? FirstTime = null,
    JsonElement? Before = null,
    JsonElement? After = null,
    WorkspaceName? Workspace = null);
