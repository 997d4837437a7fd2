namespace Tauro.Web.Api;

internal static class ApiSetup
{
    /// <summary>The client for work that reads or sends everything there is.</summary>
    public const string LongWork = "long-work";

    private static readonly Uri Gateway = new("http://gateway");

    /// <summary>A reader has given up by then.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LongTimeout = TimeSpan.FromMinutes(5);

    public static void AddTauroApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddHttpClient<TauroApi>(http => http.BaseAddress = Gateway).AddTauroSingleAttempt(Timeout)
            .AddReaderToken();
        builder.Services.AddHttpClient(LongWork, http => http.BaseAddress = Gateway).AddTauroSingleAttempt(LongTimeout)
            .AddReaderToken();
    }
}
