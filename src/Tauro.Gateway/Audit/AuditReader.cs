using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Tauro.Contracts.Audit;
using Tauro.Contracts.Json;
using Tauro.Contracts.Trail;
using Tauro.Gateway.Backends;
using Tauro.Gateway.Routing;
using Tauro.Stores.Identity;

namespace Tauro.Gateway.Audit;

/// <summary>Reads the trails of all services, sign-ins and refused requests as one list, the newest first.</summary>
internal sealed class AuditReader(Backend backend, TimeProvider time)
{
    private const char Separator = '.';

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>The sources, in the order of their positions.</summary>
    public static IReadOnlyList<AuditSource> Sources { get; } = Enum.GetValues<AuditSource>();

    /// <summary>Reads a page, and moves the positions behind it.</summary>
    /// <param name="query">The query.</param>
    /// <param name="positions">Where each of <see cref="Sources"/> is continued.</param>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>The entries, and whether more may follow.</returns>
    public async Task<(AuditPage Page, bool HasMore)> Read(
        AuditQuery query, string[] positions, CancellationToken cancel)
    {
        var slices = await Task.WhenAll(
            Sources.Select((source, index) => TryRead(query, source, positions[index], cancel)));
        var items = new List<AuditEntry>();
        // What was not read yet may be newer than what the others have next.
        while (items.Count < query.CountMax && !slices.Any(slice => slice.HasUnread)
            && slices.Where(slice => slice.Next is not null).MaxBy(slice => slice.Next!.Time) is { } newest)
            items.Add(newest.Take());
        for (var i = 0; i < slices.Length; i++) positions[i] = slices[i].Position;
        return (
            new AuditPage(items, [.. slices.Where(slice => slice.IsUnavailable).Select(slice => slice.Source)]),
            slices.Any(slice => slice is { IsUnavailable: false, Position: not AuditSlice.End }));
    }

    private async Task<AuditSlice> TryRead(
        AuditQuery query, AuditSource source, string start, CancellationToken cancel)
    {
        if (start == AuditSlice.End || !query.CanBeIn(source))
            return new AuditSlice(source, start, [], AuditSlice.End);
        using var limit = new CancellationTokenSource(Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return source == AuditSource.Security
                ? await ReadSecurity(query, start, linked.Token)
                : await ReadTrail(query, source, start, linked.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException
            || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return AuditSlice.Unavailable(source, start);
        }
    }

    private async Task<AuditSlice> ReadTrail(
        AuditQuery query, AuditSource source, string start, CancellationToken cancel)
    {
        var service = source switch
        {
            AuditSource.Tracking => RouteTable.Tracking,
            AuditSource.Registry => RouteTable.Registry,
            _ => RouteTable.Identity,
        };
        var path = QueryHelpers.AddQueryString($"/api/v1/{service}/trail", new Dictionary<string, string?>
        {
            ["order"] = ApiName.Get(TrailOrder.Desc),
            ["limit"] = Format(query.CountMax),
            ["after"] = start == AuditSlice.Begin ? null : start,
            ["actor"] = query.Actor,
            ["resource"] = query.Resource,
            ["action"] = query.Action is { } action ? ApiName.Get(action) : null,
            ["since"] = Format(query.Since),
            ["until"] = Format(query.Until),
        });
        using var response = await backend.GetWithLongTimeout(service, path, cancel);
        response.EnsureSuccessStatusCode();
        var page = (await response.Content.ReadFromJsonAsync<TrailPage>(TauroJson.Options, cancel))!;
        return new AuditSlice(
            source, start, [.. page.Items.Select(entry => (ToEntry(source, entry), Format(entry.Sequence)))],
            page.NextAfter is { } next ? Format(next) : AuditSlice.End);
    }

    private async Task<AuditSlice> ReadSecurity(AuditQuery query, string start, CancellationToken cancel)
    {
        long[] before = start == AuditSlice.Begin
            ? []
            : [.. start.Split(Separator).Select(part => long.Parse(part, CultureInfo.InvariantCulture))];
        using var content = JsonContent.Create(
            new SecurityQuery(
                query.Actor, query.Resource, query.Action, query.Outcome, query.Since, query.Until,
                before is [var known, _] ? known : null, before is [_, var sequence] ? sequence : 0, query.CountMax),
            options: TauroJson.Options);
        using var response = await backend.Post(
            RouteTable.Identity, "/internal/identity/audit/read", cancel, content);
        response.EnsureSuccessStatusCode();
        var items = (await response.Content.ReadFromJsonAsync<List<AuditEntry>>(TauroJson.Options, cancel))!;
        return new AuditSlice(
            AuditSource.Security, start, [.. items.Select(entry => (entry, PositionOf(entry)))],
            items.Count == query.CountMax ? PositionOf(items[^1]) : AuditSlice.End);
    }

    private static AuditEntry ToEntry(AuditSource source, TrailEntry entry) => new(
        source, entry.Sequence, entry.Time, Enum.Parse<AuditAction>(entry.Action.ToString()), AuditOutcome.Succeeded,
        entry.Actor, entry.Resource, entry.Kind, Before: entry.Before, After: entry.After,
        Workspace: entry.Workspace);

    private static string PositionOf(AuditEntry entry) => $"{Format(entry.Time)}{Separator}{Format(entry.Sequence)}";

    private static string Format(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Format(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
