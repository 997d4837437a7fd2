using Tauro.Contracts.Paging;
using Tauro.Contracts.Traces;

namespace Tauro.Web.Api;

internal sealed partial class TauroApi
{
    public Task<ApiResult<Page<Trace>>> SearchTraces(TraceSearch search, CancellationToken cancel) =>
        Post<Page<Trace>>($"{Api}/traces/search", search, cancel);

    public Task<ApiResult<TraceWithSpans>> GetTrace(string id, CancellationToken cancel) =>
        Get<TraceWithSpans>($"{Api}/traces/{Escape(id)}", cancel);
}
