namespace Tauro.Stores.Runs;

/// <summary>The order of a metric's points.</summary>
public enum MetricHistoryOrder
{
    /// <summary>By step, then timestamp, then value.</summary>
    Step,

    /// <summary>By timestamp, then step, then value, as MLflow's clients expect it.</summary>
    Timestamp,
}
