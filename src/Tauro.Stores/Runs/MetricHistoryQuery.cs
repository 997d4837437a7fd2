using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;

namespace Tauro.Stores.Runs;

/// <summary>A query for one metric's history.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Key">The metric.</param>
/// <param name="Page">The page; up to <see cref="Contracts.Limits.HistoryPageSizeMax"/> points.</param>
/// <param name="MinStep">First step, included; null for no bound.</param>
/// <param name="MaxStep">Last step, included; null for no bound.</param>
/// <param name="Order">The order; a page token is valid for one order only.</param>
public sealed record MetricHistoryQuery(
    RunId RunId, string Key, PageRequest Page, long? MinStep = null, long? MaxStep = null,
    MetricHistoryOrder Order = MetricHistoryOrder.Step);
