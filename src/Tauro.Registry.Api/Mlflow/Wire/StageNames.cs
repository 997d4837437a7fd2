using Tauro.Contracts.Models;
using Tauro.Mlflow;

namespace Tauro.Registry.Api.Mlflow.Wire;

/// <summary>Parses stage names, ignoring case.</summary>
internal static class StageNames
{
    private static readonly ModelStage[] All = Enum.GetValues<ModelStage>();

    public static ModelStage Parse(string value)
    {
        foreach (var stage in All)
            if (stage.ToString().Equals(value, StringComparison.OrdinalIgnoreCase)) return stage;
        throw MlflowException.Invalid(
            $"Invalid Model Version stage: {value}. Value must be one of {string.Join(", ", All)}.");
    }
}
