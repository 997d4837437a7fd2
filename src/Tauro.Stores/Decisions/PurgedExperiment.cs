using Tauro.Contracts.Experiments;
using Tauro.Contracts.Purges;

namespace Tauro.Stores.Decisions;

/// <summary>An experiment that is purged, loaded as far as one commit needs it.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Content">
/// What is left, itself last, in units that are removed together; enumerated only as far as this commit goes.
/// </param>
/// <param name="IsGreatest">Whether no experiment ever had a greater id.</param>
/// <param name="Completed">The completed purges that are still stored.</param>
public sealed record PurgedExperiment(
    Experiment Experiment, IEnumerable<IEnumerable<PurgedDocument>> Content, bool IsGreatest,
    IEnumerable<Purge> Completed);
