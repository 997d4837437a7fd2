using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>Adds a problem body to the error responses that routing creates without one.</summary>
internal static class StatusProblems
{
    public static Task Write(StatusCodeContext status)
    {
        var context = status.HttpContext;
        var request = context.Request;
        var code = context.Response.StatusCode;
        if (code == StatusCodes.Status405MethodNotAllowed && Allow(context)) return Task.CompletedTask;
        return code switch
        {
            StatusCodes.Status404NotFound => Problem.Write(context, code, ProblemCodes.RouteNotFound,
                $"There is no route {request.Path}; /openapi/v1.json lists the routes."),
            StatusCodes.Status405MethodNotAllowed => Problem.Write(context, code, ProblemCodes.MethodNotAllowed,
                $"{request.Method} is not allowed at {request.Path}; use {context.Response.Headers.Allow}."),
            StatusCodes.Status415UnsupportedMediaType => Problem.Write(context, code, ProblemCodes.InvalidRequest,
                $"The content type '{request.ContentType}' is not supported; {AcceptedContentTypes.Hint(context)}."),
            StatusCodes.Status413PayloadTooLarge => Problem.Write(context, code, ProblemCodes.LimitExceeded,
                BadRequestDetail.TooLarge(context)),
            _ => Task.CompletedTask,
        };
    }

    /// <summary>Lists the methods of the path, and responds to OPTIONS with that list.</summary>
    private static bool Allow(HttpContext context)
    {
        var methods = context.Response.Headers.Allow.ToString();
        if (methods.Contains(HttpMethods.Get) && !methods.Contains(HttpMethods.Head)) methods += ", HEAD";
        context.Response.Headers.Allow = methods + ", OPTIONS";
        if (!HttpMethods.IsOptions(context.Request.Method)) return false;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }
}
