using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Webhooks;

/// <summary>
/// Posts messages to webhooks. It has its own client, because what services use among themselves, above all service
/// discovery, must not apply here: it connects only to the address that was checked, and follows no redirect or proxy.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private readonly WebhookOptions options;
    private readonly TimeProvider time;
    private readonly HttpClient http;
    private readonly ResiliencePipeline<WebhookReply> retryPipeline;

    public WebhookSender(IOptions<WebhookOptions> options, TimeProvider time)
    {
        (this.options, this.time) = (options.Value, time);
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = Connect,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var pipeline = new ResiliencePipelineBuilder<WebhookReply> { TimeProvider = time };
        if (this.options.RetriesMax > 0) pipeline.AddRetry(CreateRetryOptions());
        retryPipeline = pipeline.Build();
    }

    /// <summary>Sends a message until it is accepted or no attempts are left.</summary>
    public async Task<WebhookReply> Deliver(Webhook webhook, WebhookMessage message, CancellationToken cancel) =>
        await retryPipeline.ExecuteAsync(async stop => await Send(webhook, message, stop), cancel);

    /// <summary>Makes one attempt to send a message.</summary>
    public Task<WebhookReply> Send(Webhook webhook, WebhookMessage message, CancellationToken cancel) => Post(
        webhook.Url, webhook.Secret, WebhookSignature.DeliveryId(webhook.WebhookId, message.EventId),
        message.ToBytes, options.Timeout, cancel);

    /// <summary>Posts JSON once.</summary>
    /// <param name="url">The address.</param>
    /// <param name="secret">Signs the request; null for none.</param>
    /// <param name="deliveryId">The id of the delivery.</param>
    /// <param name="createBody">Creates the body.</param>
    /// <param name="timeLimit">How long it may take, including the response.</param>
    /// <param name="cancel">Cancels it.</param>
    public async Task<WebhookReply> Post(
        string url, string? secret, string deliveryId, Func<byte[]> createBody, TimeSpan timeLimit,
        CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(timeLimit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            using var request = CreateRequest(url, secret, deliveryId, createBody());
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            return new WebhookReply(
                response.StatusCode,
                await ReadBody(response, linked.Token),
                null,
                WebhookReply.IsTransientStatus(response.StatusCode),
                RetryAfter(response.Headers.RetryAfter));
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return new WebhookReply(null, null, $"no response within {timeLimit}", true);
        }
        catch (HttpRequestException e) when (e.InnerException is WebhookTargetException refused)
        {
            return new WebhookReply(null, null, refused.Message, false);
        }
        catch (Exception e)
        {
            // Whatever it is, it counts as an attempt: otherwise the follower would repeat the event for ever.
            return new WebhookReply(null, null, e.Message, e is HttpRequestException or IOException);
        }
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage CreateRequest(string url, string? secret, string deliveryId, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        WebhookSignature.Add(request.Headers, secret, deliveryId, time.GetUtcNow(), body);
        return request;
    }

    private async Task<string> ReadBody(HttpResponseMessage response, CancellationToken cancel)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var bytes = new byte[options.AnswerBytesMax];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return Encoding.UTF8.GetString(bytes, 0, read);
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        if (!WebhookPorts.Allows(port))
            throw new WebhookTargetException($"Webhook URL must not use port {port}, which is not for HTTP.");
        var addresses = await WebhookHosts.Resolve(host, options.AllowPrivate, cancel);
        Exception? failure = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception e)
            {
                socket.Dispose();
                if (e is not SocketException) throw;
                failure = e;
            }
        }

        throw new IOException($"None of the addresses of '{host}' accepted a connection.", failure);
    }

    private RetryStrategyOptions<WebhookReply> CreateRetryOptions() => new()
    {
        ShouldHandle = attempt => ValueTask.FromResult(
            attempt.Outcome.Result is { IsSuccess: false, IsTransient: true }),
        MaxRetryAttempts = options.RetriesMax,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = options.BackoffMin,
        MaxDelay = options.BackoffMax,
        DelayGenerator = attempt => ValueTask.FromResult(attempt.Outcome.Result?.RetryAfter is { } wanted
            ? (TimeSpan?)(wanted < options.BackoffMax ? wanted : options.BackoffMax)
            : null),
    };

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - time.GetUtcNow() is var wait && wait > TimeSpan.Zero => wait,
        _ => null,
    };
}
