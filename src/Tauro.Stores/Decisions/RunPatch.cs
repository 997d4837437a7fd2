using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Decisions;

/// <summary>A change to a run as stored in the journal, where the complete run would be much longer.</summary>
/// <param name="RunId">The run.</param>
/// <param name="LastUpdateTime">Unix milliseconds.</param>
/// <param name="Params">Params to add.</param>
/// <param name="Tags">Tags to set.</param>
/// <param name="LifecycleStage">The new stage.</param>
/// <param name="Status">The new status.</param>
/// <param name="EndTime">With a status, the new end time; null for none.</param>
/// <param name="TagsRemoved">Tags to remove.</param>
public sealed record RunPatch(
    RunId RunId,
    long LastUpdateTime,
    IReadOnlyDictionary<string, string>? Params = null,
    IReadOnlyDictionary<string, string>? Tags = null,
    LifecycleStage? LifecycleStage = null,
    RunStatus? Status = null,
    long? EndTime = null,
    IReadOnlyList<string>? TagsRemoved = null);
