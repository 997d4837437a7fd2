using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>Gives a body to the statuses that routing answers with by itself.</summary>
internal static class StatusProblems
{
    public static Task Write(StatusCodeContext status)
    {
        var context = status.HttpContext;
        var request = context.Request;
        var code = context.Response.StatusCode;
        return code switch
        {
            StatusCodes.Status404NotFound => Problem.Write(context, code, ProblemCodes.RouteNotFound,
                $"There is nothing at {request.Path}; /openapi/v1.json lists what there is."),
            StatusCodes.Status405MethodNotAllowed => Problem.Write(context, code, ProblemCodes.MethodNotAllowed,
                $"{request.Method} is not possible at {request.Path}; it takes {context.Response.Headers.Allow}."),
            StatusCodes.Status415UnsupportedMediaType => Problem.Write(context, code, ProblemCodes.InvalidRequest,
                $"The content type '{request.ContentType}' is not taken here; {AcceptedContentTypes.Hint(context)}."),
            StatusCodes.Status413PayloadTooLarge => Problem.Write(context, code, ProblemCodes.LimitExceeded,
                BadRequestDetail.TooLarge(context)),
            _ => Task.CompletedTask,
        };
    }
}
