// Who of the team did what is told next; who is at the screen stands first and is chosen.
import QtQuick
import Facilitator

Chips {
    id: row

    required property DoneBy by

    columns: 4
    options: row.by.options
    current: row.by.chosen
    onPicked: key => row.by.choose(key)
}
