using Tauro.Contracts.Access;

namespace Tauro.Stores.Access;

/// <summary>The hierarchy of resource types.</summary>
public static class ResourceTypes
{
    private const int ExperimentIdLengthMax = 20;
    private const int ModelIdLength = 32;

    private static readonly Dictionary<ResourceType, ResourceType> Above = new()
    {
        [ResourceType.Run] = ResourceType.Experiment,
        [ResourceType.Trace] = ResourceType.Experiment,
        [ResourceType.Assessment] = ResourceType.Trace,
        [ResourceType.LoggedModel] = ResourceType.Experiment,
        [ResourceType.ReviewQueue] = ResourceType.Experiment,
        [ResourceType.Scorer] = ResourceType.Experiment,
        [ResourceType.RegisteredModelVersion] = ResourceType.RegisteredModel,
    };

    /// <summary>Returns the type at the top of the hierarchy of a type, of which grants can name single ones.</summary>
    public static ResourceType GetTop(ResourceType type) => Tiers(type).Last();

    /// <summary>Whether a value can be the id of a resource that a grant names.</summary>
    public static bool IsId(ResourceType type, string value) => type switch
    {
        ResourceType.Experiment => value.Length is > 0 and <= ExperimentIdLengthMax && value.All(char.IsAsciiDigit),
        ResourceType.RegisteredModel => value.Length == ModelIdLength && value.All(char.IsAsciiHexDigitLower),
        _ => false,
    };

    /// <summary>Returns a type, and those above it, the nearest first.</summary>
    public static IEnumerable<ResourceType> Tiers(ResourceType type)
    {
        yield return type;
        while (Above.TryGetValue(type, out type)) yield return type;
    }
}
