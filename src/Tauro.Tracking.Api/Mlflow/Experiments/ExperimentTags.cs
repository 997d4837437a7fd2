using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Experiments;

/// <summary>MLflow's limits for the tags of experiments, which are lower than those of runs.</summary>
internal static class ExperimentTags
{
    private const int ValueLengthMax = 5_000;

    public static void Check(string key, string value)
    {
        MlflowNames.Check(key, "key", "key");
        if (value.Length > ValueLengthMax) throw MlflowNames.TooLong("value", ValueLengthMax);
    }
}
