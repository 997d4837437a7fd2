using Tauro.Gateway.Backends;
using Tauro.Gateway.Mlflow;
using Tauro.Gateway.Proxy;
using Tauro.Gateway.Reference;
using Tauro.Gateway.Status;

var builder = WebApplication.CreateBuilder(args);

builder.AddTauroServiceDefaults("gateway");
builder.AddBackends();
builder.AddServiceProxy();
builder.AddApiReference();
builder.AddGatewayStatus();

var app = builder.Build();

app.MapTauroDefaultEndpoints(mapStatus: false);
app.UsePlainPathsOnly();
app.MapServiceProxy();
app.MapApiReference();
app.MapGatewayStatus();
app.MapMlflowServer();

app.Run();
