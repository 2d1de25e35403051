using System.Net.Sockets;
using System.Runtime.InteropServices;
using Router.Channel.Acme.Simulator;

// A simulated Acme to try the plugin with in a running host. Its books are empty at every start.
var address = args.Length > 0 ? args[0] : "http://127.0.0.1:5099";
var stop = new TaskCompletionSource();
using var ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
await using var acme = new AcmeSimulator(TimeProvider.System, address);
try
{
    await acme.StartAsync();
}
catch (Exception busy) when (busy is IOException or SocketException)
{
    Console.Error.WriteLine($"{address} cannot be used: {busy.Message} Name another address, such as http://127.0.0.1:5399, as the first argument, and the same in the account's apiBase.");
    return 1;
}

Console.WriteLine($"Acme answers at {acme.Address}. Opening an order's pay_url pays it. Ctrl+C ends it, and its books with it.");
Console.WriteLine($"Merchant 1001 has the API key {acme.Register("1001")}");
await stop.Task;
return 0;

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}
