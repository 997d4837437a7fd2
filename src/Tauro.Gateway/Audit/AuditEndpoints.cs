using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Audit;
using Tauro.ServiceDefaults.Json;
using Tauro.ServiceDefaults.Problems;
using Tauro.ServiceDefaults.Security;
using Tauro.ServiceDefaults.Trail;
using Tauro.Stores;
using Tauro.Stores.Filters;
using Tauro.Stores.Paging;

namespace Tauro.Gateway.Audit;

/// <summary>Reads who did what, and who tried to, in all services.</summary>
internal static class AuditEndpoints
{
    private const int PageSizeDefault = 100;

    /// <summary>Maps it, when credentials are checked.</summary>
    public static void MapAudit(this WebApplication app)
    {
        if (AuthMode.IsRequired(app.Configuration))
            app.MapGet("/api/v1/audit", Read).RequiresAdmin().WithName("ReadAudit");
    }

    private static async Task<Results<Ok<AuditPage>, Invalid>> Read(
        AuditReader reader,
        CancellationToken cancel,
        string? actor = null,
        string? resource = null,
        Choice<AuditAction>? action = null,
        Choice<AuditOutcome>? outcome = null,
        string? since = null,
        string? until = null,
        int limit = PageSizeDefault,
        [FromQuery(Name = "page_token")] string? pageToken = null)
    {
        if (limit is < 1 or > Limits.TrailPageSizeMax)
            return Invalid.Because(
                ProblemCodes.LimitExceeded, $"limit is {limit}; use 1 to {Limits.TrailPageSizeMax}.");
        var from = Parse(since, nameof(since));
        if (from.Problem is { } badSince) return new Invalid(badSince);
        var to = Parse(until, nameof(until));
        if (to.Problem is { } badUntil) return new Invalid(badUntil);
        var query = new AuditQuery(
            actor, resource, action?.Value, outcome?.Value, from.Value, to.Value, limit);
        object?[] selection = [actor, resource, action?.Value.ToString(), outcome?.Value.ToString(), since, until];
        if (PageToken.Read(pageToken, AuditReader.Sources.Count, out var last, selection) is { } badToken)
            return new Invalid(badToken);
        var positions = last?.Select(key => key?.String).OfType<string>().ToArray()
            ?? [.. AuditReader.Sources.Select(_ => AuditSlice.Begin)];
        if (positions.Length != AuditReader.Sources.Count || !positions.All(AuditSlice.IsPosition))
            return new Invalid(PageToken.Invalid(pageToken!));
        var (page, hasMore) = await reader.Read(query, positions, cancel);
        return TypedResults.Ok(page with
        {
            NextPageToken = hasMore
                ? PageToken.Write(positions.Select(position => (Literal?)Literal.From(position)), selection)
                : null,
        });
    }

    private static StoreOutcome<long?> Parse(string? value, string parameter) =>
        value is null ? StoreOutcome<long?>.Ok(null) : AsOf.Parse(value, parameter).Select(time => (long?)time);
}
