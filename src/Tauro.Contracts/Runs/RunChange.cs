namespace Tauro.Contracts.Runs;

/// <summary>A partial update: what is null stays as it is.</summary>
/// <param name="Name">The new name; the tag <see cref="TagNames.RunName"/> follows.</param>
/// <param name="Status">The new status; one that ends the run sets the end time to now when none is given.</param>
/// <param name="EndTime">Unix milliseconds.</param>
/// <param name="Note">The new note.</param>
/// <param name="Tags">Tags to set; a null value removes the tag, and removing an absent one changes nothing.</param>
public sealed record RunChange(
    string? Name = null,
    RunStatus? Status = null,
    long? EndTime = null,
    string? Note = null,
    IReadOnlyDictionary<string, string?>? Tags = null);
