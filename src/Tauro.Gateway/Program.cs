using Tauro.Gateway.Backends;
using Tauro.Gateway.Mlflow;
using Tauro.Gateway.Proxy;
using Tauro.Gateway.Reference;
using Tauro.Gateway.Security;
using Tauro.Gateway.Status;
using Tauro.Gateway.Testing;

return await TauroProgram.Run(
    args,
    builder =>
    {
        builder.AddTauroServiceDefaults("gateway");
        builder.Services.AddTauroMlflow();
        builder.AddBrowserRules();
        builder.AddBackends();
        builder.AddServiceProxy();
        builder.AddApiReference();
        builder.AddGatewayStatus();
    },
    app =>
    {
        app.UseRoutingWithoutDoubleSlash();
        app.MapTauroDefaultEndpoints(mapStatus: false);
        app.UseBrowserRules();
        app.UsePathCheck();
        app.MapServiceProxy();
        app.MapApiReference();
        app.MapGatewayStatus();
        app.MapMlflowServer();
        app.MapTestingReset();
    });
