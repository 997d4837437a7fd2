namespace Tauro.Contracts.Trail;

/// <summary>The first thing that is wrong with a trail.</summary>
/// <param name="Sequence">The entry.</param>
/// <param name="Kind">The kind of fault.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
public sealed record TrailFault(long Sequence, TrailFaultKind Kind, string Message);

/// <summary>The kinds of faults of a trail.</summary>
public enum TrailFaultKind
{
    /// <summary>The entry is not what was written.</summary>
    Changed,

    /// <summary>The entry is not there.</summary>
    Missing,

    /// <summary>The entry was added later.</summary>
    Inserted,

    /// <summary>The entry is not in its place.</summary>
    Reordered,

    /// <summary>The chain is consistent, but it is not the one from which the checkpoint was exported.</summary>
    Rewritten,
}
