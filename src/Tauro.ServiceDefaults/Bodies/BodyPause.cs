using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Problems;

namespace Tauro.ServiceDefaults.Bodies;

/// <summary>
/// Limits the pauses of a body. The server's own limit is an average over the request: after a megabyte, a client
/// may pause for an hour.
/// </summary>
internal sealed class BodyPause(TimeSpan max, TimeProvider time)
{
    /// <exception cref="BodyRefusedException">408: no byte arrived in time.</exception>
    public async ValueTask<int> Read(Stream body, Memory<byte> buffer, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(max, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            return await body.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new BodyRefusedException(
                StatusCodes.Status408RequestTimeout, ProblemCodes.InvalidRequest,
                string.Create(CultureInfo.InvariantCulture,
                    $"The request body is incomplete and no byte of it arrived for {max.TotalSeconds} s, the limit ")
                + "(Bodies:PauseMax). Nothing was written; send the request again without pauses.");
        }
    }
}
