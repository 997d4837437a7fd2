namespace Tauro.Contracts.Trail;

/// <summary>The order of trail entries by sequence.</summary>
public enum TrailOrder
{
    /// <summary>Oldest first.</summary>
    Asc,

    /// <summary>Newest first.</summary>
    Desc,
}
