using Microsoft.AspNetCore.Diagnostics;
using Tauro.Mlflow;
using Tauro.ServiceDefaults.Problems;

namespace Microsoft.Extensions.DependencyInjection;

public static class TauroMlflow
{
    /// <summary>Errors of requests below MLflow's paths are answered as MLflow's server does.</summary>
    public static IServiceCollection AddTauroMlflow(this IServiceCollection services)
    {
        // Before the handler of the service defaults, which takes every exception.
        services.Insert(0, ServiceDescriptor.Singleton<IExceptionHandler, MlflowExceptionHandler>());
        return services.AddSingleton(new ErrorFormat(
            context => MlflowPaths.Owns(context.Request.Path), MlflowErrors.WriteProblem));
    }
}
