namespace Tauro.Contracts.Retention;

/// <summary>What a retention job would do now.</summary>
/// <param name="Items">The items of this page: those that would be purged first, then deleted, then kept.</param>
/// <param name="Totals">The totals of all pages.</param>
/// <param name="NextPageToken">Absent on the last page.</param>
public sealed record RetentionPreview(
    IReadOnlyList<RetentionItem> Items, RetentionTotals Totals, string? NextPageToken = null);

/// <summary>The totals of a preview.</summary>
/// <param name="Deleted">The runs or versions that would be deleted.</param>
/// <param name="DeletedBytes">The sum of the sizes of their files.</param>
/// <param name="Purged">The runs and experiments that would be purged.</param>
/// <param name="PurgedBytes">The sum of the sizes of their files.</param>
/// <param name="Kept">What the policies let go, but something else protects.</param>
/// <param name="KeptBytes">The sum of the sizes of its files.</param>
public sealed record RetentionTotals(
    long Deleted = 0, long DeletedBytes = 0, long Purged = 0, long PurgedBytes = 0, long Kept = 0, long KeptBytes = 0);
