using System.Collections.Frozen;

namespace Tauro.Contracts.Models;

/// <summary>The names of frameworks in the API: lower case, as their Python packages are imported.</summary>
public static class ModelFrameworkName
{
    private static readonly FrozenDictionary<string, ModelFramework> ByName =
        Enum.GetValues<ModelFramework>().Select(framework => KeyValuePair.Create(Get(framework), framework))
            .Append(new("scikit-learn", ModelFramework.Sklearn))
            .Append(new("torch", ModelFramework.Pytorch))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>All names, for messages.</summary>
    public static string All { get; } = string.Join(", ", Enum.GetValues<ModelFramework>().Select(Get));

    public static string Get(ModelFramework framework) => framework.ToString().ToLowerInvariant();

    /// <summary>Accepts any letter case, and also <c>scikit-learn</c> and <c>torch</c>.</summary>
    public static bool TryParse(string? value, out ModelFramework framework)
    {
        framework = default;
        return value is not null && ByName.TryGetValue(value, out framework);
    }
}
