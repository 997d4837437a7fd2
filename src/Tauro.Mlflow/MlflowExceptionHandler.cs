using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Tauro.Mlflow;

/// <summary>
/// Writes the response for an <see cref="MlflowException"/>. The handler of the service defaults takes every other
/// exception, and writes it in MLflow's format too.
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
