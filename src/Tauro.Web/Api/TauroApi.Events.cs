using System.Globalization;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Trail;

namespace Tauro.Web.Api;

internal sealed partial class TauroApi
{
    private const int EventsPerPage = 50;

    /// <summary>Reads events, newest first.</summary>
    /// <param name="store">The service.</param>
    /// <param name="selection">Which events.</param>
    /// <param name="before">The sequence before which the page begins; null for the newest event.</param>
    /// <param name="cancel">Cancels the request.</param>
    public Task<ApiResult<EventPage>> ReadEvents(
        string store, EventSelection selection, string? before, CancellationToken cancel) => Get<EventPage>(
        $"{Api}/{store}/events" + Query(
            ("order", nameof(EventOrder.Desc)), ("limit", Number(EventsPerPage)), ("after", before),
            ("type", selection.Type), ("subject", selection.Subject), ("since", selection.Since)), cancel);

    /// <summary>Returns the sequence of the newest event; null if it is not known.</summary>
    public async Task<long?> GetLastEvent(string store, CancellationToken cancel) =>
        (await Get<EventPage>($"{Api}/{store}/events?order=DESC&limit=1", cancel)).Value?.LastSequence;

    public Task<ApiResult<Page<DeadEvent>>> ListDeadEvents(string store, string? pageToken, CancellationToken cancel) =>
        Get<Page<DeadEvent>>($"{Api}/{store}/events/dead{Query(("page_token", pageToken))}", cancel);

    public Task<ApiResult<DeadEvent>> GetDeadEvent(string store, string id, CancellationToken cancel) =>
        Get<DeadEvent>($"{Api}/{store}/events/dead/{Escape(id)}", cancel);

    public Task<Problem?> DeleteDeadEvent(string store, DeadEventId id, CancellationToken cancel) =>
        Send(HttpMethod.Delete, $"{Api}/{store}/events/dead/{Escape(id)}", null, cancel);

    public async Task<Problem?> Redeliver(string store, DeadEventId id, CancellationToken cancel) =>
        (await Work<object>($"{Api}/{store}/events/dead/{Escape(id)}/redeliver", cancel)).Problem;

    public Task<ApiResult<RedeliveryResult>> RedeliverAll(string store, CancellationToken cancel) =>
        Work<RedeliveryResult>($"{Api}/{store}/events/dead/redeliver", cancel);

    /// <param name="store">The service.</param>
    /// <param name="parameters">The query, with names as in the API.</param>
    /// <param name="cancel">Cancels the request.</param>
    public Task<ApiResult<TrailPage>> ReadTrail(
        string store, (string Name, string? Value)[] parameters, CancellationToken cancel) =>
        Get<TrailPage>($"{Api}/{store}/trail{Query(parameters)}", cancel);

    public Task<ApiResult<TrailVerification>> VerifyTrail(string store, CancellationToken cancel) =>
        Work<TrailVerification>($"{Api}/{store}/trail/verify", cancel);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
