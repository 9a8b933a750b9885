// One row of the on-screen keyboard.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator

Row {
    id: row

    required property KeyRows keys
    required property var faces // of the whole page
    required property int start // where the row begins in it
    required property int count
    property int first: 0 // the number of the page's first key
    property real unit: 100 // the width of a letter
    property real high: 56
    property bool secret: false

    Repeater {
        model: row.count

        KeyCap {
            required property int index

            number: row.first + row.start + index
            face: row.faces[row.start + index]
            width: row.unit * face.span
            height: row.high
            keys: row.keys
            secret: row.secret
        }
    }
}
