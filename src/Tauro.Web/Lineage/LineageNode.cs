namespace Tauro.Web.Lineage;

/// <summary>What a model comes from, or what came of a run.</summary>
/// <param name="Kind">What it is: <c>Dataset</c>, <c>Run</c> or <c>Version</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Note">More about it, such as the stage of a version.</param>
/// <param name="Url">Its page; null if it has none.</param>
/// <param name="IsPresent">Whether the page that shows the graph is about it.</param>
public sealed record LineageNode(string Kind, string Name, string? Note, string? Url, bool IsPresent = false);
