using Tauro.Contracts.Policies;
using Tauro.Contracts.Trail;

namespace Tauro.Contracts.Models;

/// <summary>Which versions of a model were in which stages.</summary>
/// <param name="Name">The model's name in the request.</param>
/// <param name="ModelId">The model's id.</param>
/// <param name="TrailBegan">When the trail began, in Unix milliseconds.</param>
/// <param name="Items">
/// The periods: Production first, then Staging, custom stages, Archived and None, each newest first.
/// </param>
/// <param name="IsComplete">False if there are more periods than a response has; the oldest are left out.</param>
public sealed record ModelTimeline(
    string Name, Ids.ModelId ModelId, long TrailBegan, IReadOnlyList<StagePeriod> Items, bool IsComplete = true);

/// <summary>A version was in a stage for some time.</summary>
/// <param name="Version">The version's number.</param>
/// <param name="Stage">The stage.</param>
/// <param name="From">Since when, in Unix milliseconds; absent if it was there before the trail began.</param>
/// <param name="To">Until when, in Unix milliseconds; absent if it is still there.</param>
/// <param name="By">Who moved it there; absent if it was there before the trail began.</param>
/// <param name="EndedBy">Who moved it away or deleted it; absent if it is still there.</param>
/// <param name="Verdict">The verdict of the policies with which it got there; absent if none decided.</param>
public sealed record StagePeriod(
    int Version, ModelStage Stage, long? From, long? To, TrailActor? By, TrailActor? EndedBy,
    GateVerdict? Verdict = null);
