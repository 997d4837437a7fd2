using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Problems;

namespace Tauro.ServiceDefaults.Bodies;

/// <summary>
/// Limits the time that one body takes, and its pauses. The server's own limit is an average over the request: after a
/// megabyte, a client may pause for an hour, and one that sends a byte now and then never pauses.
/// </summary>
internal sealed class BodyTimeout(BodyOptions options, TimeProvider time)
{
    private long? started;

    /// <exception cref="BodyRefusedException">408: no byte arrived in time.</exception>
    public async ValueTask<int> Read(Stream body, Memory<byte> buffer, CancellationToken cancel)
    {
        started ??= time.GetTimestamp();
        var left = options.TimeMax - time.GetElapsedTime(started.Value);
        var isPause = options.PauseMax < left;
        using var timeout = new CancellationTokenSource(
            isPause ? options.PauseMax : left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            return await body.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw Refusal(isPause
                ? Describe("no byte of it arrived for", options.PauseMax, nameof(BodyOptions.PauseMax))
                    + "send the request again without pauses."
                : Describe("its first byte is older than", options.TimeMax, nameof(BodyOptions.TimeMax))
                    + "send the request again in smaller parts.");
        }
    }

    private static string Describe(string what, TimeSpan limit, string option) => string.Create(
        CultureInfo.InvariantCulture,
        $"{what} {limit.TotalSeconds} s, the limit ({BodyOptions.Section}:{option}). Nothing was written; ");

    private static BodyRefusedException Refusal(string reason) => new(
        StatusCodes.Status408RequestTimeout, ProblemCodes.InvalidRequest,
        $"The request body is incomplete and {reason}");
}
