using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Tauro.Mlflow;

/// <summary>
/// Answers a refusal. Whatever else is thrown is a problem like any other, and is told in MLflow's format.
/// </summary>
internal sealed class MlflowExceptionHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancel)
    {
        if (exception is not MlflowException refused || context.Response.HasStarted) return false;
        await MlflowErrors.Write(context, refused.ErrorCode, refused.Message);
        return true;
    }
}
