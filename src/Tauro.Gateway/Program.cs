using Tauro.Gateway.Audit;
using Tauro.Gateway.Backends;
using Tauro.Gateway.Identity;
using Tauro.Gateway.Mlflow;
using Tauro.Gateway.Proxy;
using Tauro.Gateway.Rates;
using Tauro.Gateway.Reference;
using Tauro.Gateway.Routing;
using Tauro.Gateway.Status;
using Tauro.Gateway.Testing;
using Tauro.ServiceDefaults.Security;

return await TauroProgram.Run(
    args,
    builder =>
    {
        builder.AddTauroServiceDefaults("gateway");
        builder.Services.AddTauroMlflow();
        builder.AddBackends();
        builder.AddGatewayIdentity();
        builder.AddRates();
        builder.AddServiceProxy();
        builder.AddApiReference();
        builder.AddGatewayStatus();
    },
    app =>
    {
        app.UseRefusedRequests();
        app.MapTauroDefaultEndpoints(
            mapStatus: false, PathPrefix.Read(app.Configuration), AuthMode.IsRequired(app.Configuration),
            RateSetup.UseRates);
        app.UseLocationPrefix();
        app.MapServiceProxy();
        app.MapSessions();
        app.MapAudit();
        app.MapQuotas();
        app.MapOpenId();
        app.MapApiReference();
        app.MapGatewayStatus();
        app.MapMlflowServer();
        app.MapTestingReset();
    });
