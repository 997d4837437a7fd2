using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tauro.Mlflow;

/// <summary>
/// A message in MLflow's JSON with one list that may not fit in memory: it is sent while it is read, some items at a
/// time. An error before the first page is an ordinary error response. After that, the connection is aborted, so that
/// no client takes a partial list for the complete one.
/// </summary>
/// <param name="name">The member with the list. Like all empty lists, it is left out when there are no items.</param>
/// <param name="pages">The items. The next page is read after the previous one was sent.</param>
/// <param name="write">Writes one item.</param>
public sealed class MlflowStream<T>(
    string name, IAsyncEnumerable<IReadOnlyList<T>> pages, Action<MlflowWriter, T> write) : IResult
{
    /// <summary>Items written between flushes: a few hundred kilobytes.</summary>
    internal const int ItemsPerFlush = 4_096;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var cancel = httpContext.RequestAborted;
        await using var page = pages.GetAsyncEnumerator(cancel);
        var any = false;
        while (!any && await page.MoveNextAsync()) any = page.Current.Count > 0;

        httpContext.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(httpContext.Response.BodyWriter, MlflowWriter.Options);
        json.WriteStartObject();
        if (any) await WriteItems(page, json, httpContext);
        json.WriteEndObject();
        await json.FlushAsync(cancel);
    }

    private async Task WriteItems(IAsyncEnumerator<IReadOnlyList<T>> page, Utf8JsonWriter json, HttpContext context)
    {
        var writer = new MlflowWriter(json);
        json.WriteStartArray(name);
        do
        {
            var items = page.Current;
            for (var i = 0; i < items.Count; i++)
            {
                json.WriteStartObject();
                write(writer, items[i]);
                json.WriteEndObject();
                if (i % ItemsPerFlush == ItemsPerFlush - 1) await Send(json, context);
            }

            await Send(json, context);
        }
        while (await page.MoveNextAsync());
        json.WriteEndArray();
    }

    /// <summary>Flushes, and waits while the client is too slow to read.</summary>
    private static async Task Send(Utf8JsonWriter json, HttpContext context)
    {
        json.Flush();
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        context.RequestAborted.ThrowIfCancellationRequested();
    }
}
