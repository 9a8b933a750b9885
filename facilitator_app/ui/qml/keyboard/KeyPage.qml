// The four rows of a page of the on-screen keyboard.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator

Column {
    id: page

    required property KeyRows keys
    required property var faces
    required property var counts // how many keys each row has
    required property var starts
    property int first: 0
    property real across: 1000
    property real high: 56
    property bool secret: false

    Repeater {
        model: page.counts.length

        KeyRow {
            required property int index

            keys: page.keys
            faces: page.faces
            start: page.starts[index]
            count: page.counts[index]
            first: page.first
            unit: page.across / 10
            high: page.high
            secret: page.secret
        }
    }
}
