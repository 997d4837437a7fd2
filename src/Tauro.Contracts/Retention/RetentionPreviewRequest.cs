namespace Tauro.Contracts.Retention;

/// <summary>A request for what a retention job would do now.</summary>
public sealed record RetentionPreviewRequest
{
    /// <summary>
    /// A policy that is not set yet: the preview is as if it were, in addition to the others. Without it, the policies
    /// that are set are evaluated.
    /// </summary>
    public NewRetentionPolicy? Policy { get; init; }

    /// <summary>
    /// The name of <see cref="Policy"/>; one that has this name is replaced. By default <c>preview</c>.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>The maximum number of items, 1 to 1,000.</summary>
    public int MaxResults { get; init; } = Limits.PageSizeDefault;

    /// <summary>The <c>next_page_token</c> of the previous page.</summary>
    public string? PageToken { get; init; }
}
