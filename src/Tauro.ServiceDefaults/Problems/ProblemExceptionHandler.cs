using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Telemetry;
using Tauro.Stores;
using Tauro.Stores.Access;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>The one place where exceptions are turned into responses.</summary>
internal sealed class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> log) : IExceptionHandler
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private readonly DamageLog damageLog = new(log);

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancel)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            // The client does not read the response; the status is for the log and the metrics.
            if (!context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        if (exception is StorageCorruptException damage) damageLog.Write(damage);
        if (context.Response.HasStarted)
        {
            log.ResponseAborted(exception, context.Request.Method, context.Request.Path);
            context.Abort();
            return true;
        }

        var (status, code, detail) = Describe(context, exception);
        if (code == ProblemCodes.InternalError || exception.InnerException is OutOfMemoryException)
            log.RequestFailed(exception, context.Request.Method, context.Request.Path);
        else if (status >= StatusCodes.Status500InternalServerError)
            log.RequestRefused(context.Request.Method, context.Request.Path, code, exception.Message);
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            context.Response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        try
        {
            await Problem.Write(context, status, code, detail);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // A truncated body is noticed before the closed connection is.
        }

        return true;
    }

    private static (int Status, string Code, string Detail) Describe(HttpContext context, Exception exception) =>
        exception switch
        {
            StorageFullException full =>
                (StatusCodes.Status507InsufficientStorage, ProblemCodes.StorageFull, full.Message),
            StorageBusyException busy =>
                (StatusCodes.Status429TooManyRequests, ProblemCodes.StorageBusy, busy.Message),
            AccessDeniedException denied =>
                (StatusCodes.Status403Forbidden, ProblemCodes.Forbidden, denied.Message),
            BodyRefusedException refused => (refused.Status, refused.Code, refused.Message),
            StorageUnavailableException unavailable =>
                (StatusCodes.Status503ServiceUnavailable, ProblemCodes.StorageUnavailable, unavailable.Message),
            StorageCorruptException damaged =>
                (StatusCodes.Status500InternalServerError, ProblemCodes.DataDamaged, damaged.Message),
            SearchTooCostlyException costly =>
                (StatusCodes.Status400BadRequest, ProblemCodes.InvalidFilter, costly.Message),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } large =>
                (large.StatusCode, ProblemCodes.LimitExceeded, BadRequestDetail.TooLarge(context, large.Message)),
            BadHttpRequestException bad =>
                (bad.StatusCode, ProblemCodes.InvalidRequest, BadRequestDetail.Describe(context, bad)),
            JsonException json =>
                (StatusCodes.Status400BadRequest, ProblemCodes.InvalidRequest,
                    BadRequestDetail.Describe(context, json)),
            _ => (
                exception is OutOfMemoryException
                    ? StatusCodes.Status503ServiceUnavailable
                    : StatusCodes.Status500InternalServerError,
                ProblemCodes.InternalError,
                "The request failed because of an error in the service. Its log has the details under the trace id."),
        };
}
