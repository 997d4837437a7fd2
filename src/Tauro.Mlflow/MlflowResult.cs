using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tauro.Mlflow;

/// <summary>A response with one message in MLflow's JSON; <c>{}</c> when the message is empty.</summary>
public sealed class MlflowResult(Action<MlflowWriter>? write = null) : IResult
{
    /// <summary>The status; 200 by default.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary><c>{}</c>.</summary>
    public static MlflowResult Empty { get; } = new();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(httpContext.Response.BodyWriter, MlflowWriter.Options);
        json.WriteStartObject();
        write?.Invoke(new MlflowWriter(json));
        json.WriteEndObject();
        await json.FlushAsync(httpContext.RequestAborted);
    }
}
