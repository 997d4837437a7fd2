namespace Tauro.Stores.Models;

/// <summary>Section <c>Registry</c>: the stages of model versions.</summary>
public sealed class StageOptions
{
    public const string Section = "Registry";

    /// <summary>
    /// Stages in addition to None, Staging, Production and Archived: up to 20 names of letters and digits, separated by
    /// commas, such as <c>Canary,Shadow</c>.
    /// </summary>
    [StageList]
    public string Stages { get; set; } = "";

    /// <summary>Returns the stages, of which the names were validated.</summary>
    public ModelStages ToStages() => ModelStages.TryRead(Stages, out var stages)
        ? stages
        : throw new SettingException($"{Section}:{nameof(Stages)}", Stages, "Correct the names.");
}
