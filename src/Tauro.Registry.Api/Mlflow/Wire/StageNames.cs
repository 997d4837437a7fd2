using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.Wire;

/// <summary>Parses stage names, ignoring case.</summary>
internal static class StageNames
{
    public static ModelStage Parse(ModelStages stages, string value) =>
        ModelStage.TryParse(value, null, out var stage) && stages.All.Contains(stage)
            ? stage
            : throw MlflowException.Invalid(
                $"Invalid Model Version stage: {value}. Value must be one of "
                + $"{string.Join(", ", stages.All.Select(known => known.MlflowName))}.");
}
