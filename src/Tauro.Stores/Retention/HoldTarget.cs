using Tauro.Contracts.Ids;

namespace Tauro.Stores.Retention;

/// <summary>What a hold is set on.</summary>
public abstract record HoldTarget
{
    private HoldTarget()
    {
    }

    /// <summary>An experiment with its runs.</summary>
    public sealed record Experiment(ExperimentId ExperimentId) : HoldTarget;

    /// <summary>A run.</summary>
    public sealed record Run(RunId RunId) : HoldTarget;

    /// <summary>A registered model with its versions.</summary>
    public sealed record Model(string Name) : HoldTarget;

    /// <summary>A model version.</summary>
    public sealed record Version(string Name, int Number) : HoldTarget;
}
