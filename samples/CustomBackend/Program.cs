// Experiment tracking over a store of one's own: the embedded one, and each change to a run or experiment leaves a
// line in an audit trail before it is acknowledged. Start it with `dotnet run --project samples/CustomBackend`.
using CustomBackend;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api;

var builder = WebApplication.CreateBuilder(args);
builder.AddTauroServiceDefaults("tracking");
builder.AddTauroOpenApi("tracking");

// What is registered before AddTracking is what it uses. A store that shares nothing with the embedded one
// registers IRunStore, IArtifactStore, IEventLog and IStoreProbe in place of this line.
builder.Services.AddTauroTrackingStore(builder.Configuration);
builder.Services.AddSingleton<AuditTrail>();
builder.Services.Wrap<IRunStore>((store, services) =>
    new AuditedRunStore(store, services.GetRequiredService<AuditTrail>()));
builder.AddTracking();

var app = builder.Build();
app.MapTauroDefaultEndpoints();
app.MapTracking();
await app.Services.OpenStores();
await app.RunAsync();
