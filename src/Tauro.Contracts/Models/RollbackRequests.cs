namespace Tauro.Contracts.Models;

/// <summary>Returns a stage to the version that was in it before.</summary>
/// <param name="Stage">Only <c>PRODUCTION</c>.</param>
/// <param name="Reason">Why; stored with the event.</param>
/// <param name="By">Who does it: a claim of the client.</param>
public sealed record RollbackRequest(ModelStage Stage, string? Reason = null, string? By = null);

/// <summary>A rollback that was made.</summary>
/// <param name="Version">The version that is in Production again.</param>
/// <param name="Archived">The versions that left it.</param>
/// <param name="Skipped">Versions that were there later, but are deleted.</param>
public sealed record RollbackResult(
    ModelVersion Version, IReadOnlyList<int> Archived, IReadOnlyList<int> Skipped);
