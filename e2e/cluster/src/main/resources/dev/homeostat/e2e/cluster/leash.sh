# Runs a command that never outlives whoever holds our stdin open: a killed JVM closes it too.
#   sh leash.sh FOLDER COMMAND [ARGUMENT...]
# There is nothing to save, so the command is killed. FOLDER, if any, is removed after it.
folder=$1
shift
exec 3<&0
"$@" 3<&- </dev/null &
child=$!
{
  cat <&3
  kill -KILL "$child"
  # Others may still write there; they are on leashes as well and end now.
  tries=0
  while [ -n "$folder" ] && ! rm -rf "$folder" && [ "$tries" -lt 50 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
} >/dev/null 2>&1 &
keeper=$!
exec 3<&-
wait "$child"
status=$?
if [ -n "$folder" ]; then
  wait "$keeper"
else
  # The number of an ended command may soon be another's.
  kill "$keeper" 2>/dev/null
fi
exit "$status"
