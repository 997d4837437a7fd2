namespace Tauro.Web.Api;

internal static class ApiSetup
{
    private static readonly Uri Gateway = new("http://gateway");

    /// <summary>A reader has given up by then.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public static void AddTauroApi(this WebApplicationBuilder builder) =>
        builder.Services.AddHttpClient<TauroApi>(http => http.BaseAddress = Gateway).AddTauroSingleAttempt(Timeout);
}
