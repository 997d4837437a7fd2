using System.Collections.Frozen;

namespace Tauro.Contracts.Models;

/// <summary>How a framework is written: lower case, as its Python package is imported.</summary>
public static class ModelFrameworkName
{
    private static readonly FrozenDictionary<string, ModelFramework> ByName =
        Enum.GetValues<ModelFramework>().Select(framework => KeyValuePair.Create(Of(framework), framework))
            .Append(new("scikit-learn", ModelFramework.Sklearn))
            .Append(new("torch", ModelFramework.Pytorch))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them, for a message.</summary>
    public static string All { get; } = string.Join(", ", Enum.GetValues<ModelFramework>().Select(Of));

    public static string Of(ModelFramework framework) => framework.ToString().ToLowerInvariant();

    /// <summary>Takes any letter case, and the names under which two of the packages are installed.</summary>
    public static bool TryParse(string? text, out ModelFramework framework)
    {
        framework = default;
        return text is not null && ByName.TryGetValue(text, out framework);
    }
}
