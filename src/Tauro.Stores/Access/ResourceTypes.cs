using Tauro.Contracts.Access;

namespace Tauro.Stores.Access;

/// <summary>The hierarchy of resource types.</summary>
public static class ResourceTypes
{
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

    /// <summary>Returns a type, and those above it, the nearest first.</summary>
    public static IEnumerable<ResourceType> Tiers(ResourceType type)
    {
        yield return type;
        while (Above.TryGetValue(type, out type)) yield return type;
    }
}
