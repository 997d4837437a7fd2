namespace Tauro.Stores.Runs;

/// <summary>The order of a metric's points.</summary>
public enum MetricHistoryOrder
{
    /// <summary>By step, timestamp, value.</summary>
    Step,

    /// <summary>By timestamp, step, value, as MLflow's clients expect it.</summary>
    Timestamp,
}
