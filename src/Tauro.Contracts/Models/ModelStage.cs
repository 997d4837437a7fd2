namespace Tauro.Contracts.Models;

/// <summary>
/// Where a model version stands in its life. New versions are <see cref="None"/>; any move is allowed.
/// </summary>
public enum ModelStage
{
    None,
    Staging,
    Production,
    Archived,
}
